import net from 'node:net';

/**
 * Refuses every connection that leaves this machine, for all suites: a test that needs the outside world is a
 * test that fails on a train. Unix sockets and loopback pass; names other than localhost are refused unresolved.
 */
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|::1|\[::1\]|::ffff:127(\.\d{1,3}){3})$/i;

type ConnectOptions = { path?: string; host?: string };

function destination(args: unknown[]): ConnectOptions {
  const [first, second] = args;
  // net normalises its arguments to one array holding [options, callback] before Socket.connect sees them.
  if (Array.isArray(first)) return destination(first);
  if (typeof first === 'object' && first !== null) return first as ConnectOptions;
  if (typeof first === 'string' && Number.isNaN(Number(first))) return { path: first };
  return typeof second === 'string' ? { host: second } : {};
}

const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function guarded(this: net.Socket, ...args: unknown[]) {
  const { path, host } = destination(args);
  if (!path && host !== undefined && !LOOPBACK.test(host)) {
    throw new Error(`tests may not leave this machine: connection to ${host} refused`);
  }
  return Reflect.apply(connect, this, args);
} as typeof net.Socket.prototype.connect;
