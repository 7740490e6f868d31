import { lookup as lookUp } from 'node:dns/promises';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** A machine's address as the names of machines resolve to them. */
export type MachineAddress = { readonly address: string; readonly family: number };
export type Resolve = (host: string) => Promise<readonly MachineAddress[]>;

const reserved = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  reserved.addSubnet(net, bits, 'ipv4');
// Of IPv6 only what is handed out for the open internet; those that carry an IPv4 address within are left out of it too.
const global6 = new BlockList();
global6.addSubnet('2000::', 3, 'ipv6');
for (const [net, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['2620:4f:8000::', 48],
  ['3fff::', 20],
] as const)
  reserved.addSubnet(net, bits, 'ipv6');
const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** True for a machine on the open internet: not this one, not the network around it, not the cloud's own addresses. */
export function isPublic(address: string): boolean {
  const version = isIP(address);
  if (version === 4) return !reserved.check(address, 'ipv4');
  return version === 6 && global6.check(address, 'ipv6') && !reserved.check(address, 'ipv6');
}

/** Names of machines as this machine resolves them. */
export const resolveByDns: Resolve = (host) => lookUp(host, { all: true });

/** Which machines may be connected to. `loopback` is for tests alone: no configuration and no call can set it. */
export type Reach = { readonly resolve: Resolve; readonly loopback?: boolean };

/** The causes that `reachable` gives its faults. */
export const NAMELESS = 'nameless';
export const INWARD = 'inward';

/**
 * The host's addresses, all of which must be public: a name that also points inwards is refused as a whole. Throws an
 * `Error` with the reason.
 */
export async function reachable(host: string, { resolve, loopback: mayLoopback = false }: Reach) {
  const bare = host.replace(/^\[(.*)\]$/, '$1');
  const version = isIP(bare);
  const addresses = version === 0 ? await resolve(bare) : [{ address: bare, family: version }];
  if (addresses.length === 0) throw new Error(`no machine has the name ${host}`, { cause: NAMELESS });
  for (const { address } of addresses) {
    const isOwn = mayLoopback && loopback.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
    if (!isPublic(address) && !isOwn)
      throw new Error(`${host} is the address ${address}, which is not one of the open internet`, {
        cause: INWARD,
      });
  }
  return addresses;
}

/** A lookup for a connection that gives only what was checked: a name cannot change its mind between check and call. */
export function pinnedTo(addresses: readonly MachineAddress[]): LookupFunction {
  return (_host, options, done) => {
    const [first] = addresses;
    if (options.all === true) done(null, [...addresses]);
    else done(null, first?.address ?? '', first?.family ?? 4);
  };
}
