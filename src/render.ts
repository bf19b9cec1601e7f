import type { Rendered, RenderLimits, Reply } from './domain/message.js';
import { renderReply } from './i18n/render.js';
import type { Translator } from './i18n/translate.js';

/**
 * Rendering as delivery wants it. A language tag may name the digits of the reader (`ar-u-nu-latn`), as those who write
 * to the bot in one kind are answered in the same.
 */
export function renderFor(translator: Translator) {
  return (reply: Reply, tag: string, limits: RenderLimits): Rendered => {
    const { baseName, numberingSystem } = new Intl.Locale(tag);
    const digits = numberingSystem === 'latn' || numberingSystem === 'arab' ? numberingSystem : undefined;
    return renderReply(translator, reply, baseName.replace(/-u-.*$/, ''), limits, { digits });
  };
}
