import bcrypt from 'bcrypt';
import { AppError } from '../domain/errors.js';

/** bcrypt reads no further than this many bytes, that is 36 Arabic letters; what is longer is refused, never cut. */
export const MAX_PASSWORD_BYTES = 72;

/** Fewest characters (Unicode code points) of a password that a person may set. */
export const MIN_PASSWORD_CHARACTERS = 12;

/** 2^12 rounds: about a quarter of a second on the machines we run on. */
const COST = 12;

/** A hash of nothing that anyone could type: compared with where there is no user, so that both take equally long. */
const NOBODY = '$2b$12$/ByBBs8JEcRMQlZ0GseEG.dL8e/F82ZlFo6KIf/Ta1c8y4Nc0Tn96';

/**
 * The password as it is hashed: normalised to NFC (RFC 8265, OpaqueString), so that the same key presses on two devices
 * are the same password. Null when bcrypt would not see all of it: more than 72 bytes of UTF-8, or a NUL.
 */
function hashable(password: string): string | null {
  const normalised = password.normalize('NFC');
  if (normalised.includes('\0') || Buffer.byteLength(normalised) > MAX_PASSWORD_BYTES) return null;
  return normalised;
}

/**
 * The bcrypt hash of a new password.
 *
 * @throws AppError `bad_request` when it is shorter than 12 characters, longer than 72 bytes, or holds a NUL.
 */
export async function hashPassword(password: string, cost: number = COST): Promise<string> {
  const text = hashable(password);
  const tooShort = text !== null && [...text].length < MIN_PASSWORD_CHARACTERS;
  if (text === null || tooShort) {
    const least = MIN_PASSWORD_CHARACTERS;
    throw new AppError(
      'bad_request',
      `a password has ${least} characters to ${MAX_PASSWORD_BYTES} bytes, no NUL`,
      {
        params: { field: 'password' },
      },
    );
  }
  return bcrypt.hash(text, cost);
}

/** True when the password is the one hashed. Takes as long for a missing hash (null) as for a wrong password. */
export async function matchesPassword(password: string, hash: string | null): Promise<boolean> {
  const text = hashable(password);
  const matches = await bcrypt.compare(text ?? '', hash ?? NOBODY);
  return matches && text !== null && hash !== null;
}
