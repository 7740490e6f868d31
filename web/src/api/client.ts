import type { FieldFault } from '../../../src/kernel/errors.ts';

/** What the server answers when it cannot do what was asked (RFC 9457), or what the browser says when nothing answers. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly faults: readonly FieldFault[];

  constructor(status: number, code: string, detail: string, faults: readonly FieldFault[] = []) {
    super(detail);
    this.name = 'ApiProblem';
    this.status = status;
    this.code = code;
    this.faults = faults;
  }
}

export type Query = Readonly<Record<string, string | number | null | undefined>>;

/** The address with its query; values that are missing or empty are left out. */
export function addressOf(path: string, query: Query = {}): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== null && value !== '') params.set(name, String(value));
  return params.size > 0 ? `${path}?${params}` : path;
}

type ProblemBody = { code?: string; detail?: string; errors?: FieldFault[] };

async function answerOf<T>(address: string, init: RequestInit): Promise<T> {
  let response: Response;
  try {
    response = await fetch(address, init);
  } catch (error) {
    if (init.signal?.aborted === true) throw error;
    throw new ApiProblem(0, 'no-answer', String(error));
  }
  const isJson = (response.headers.get('content-type') ?? '').includes('json');
  // What was taken away has no answer but that it is gone.
  if (response.status === 204) return undefined as T;
  if (response.ok && isJson) return (await response.json()) as T;
  const body: ProblemBody = isJson ? ((await response.json()) as ProblemBody) : {};
  throw new ApiProblem(response.status, body.code ?? 'internal', body.detail ?? response.statusText, body.errors);
}

/** Asks the server and gives its answer as `T`, which is the contract's type; throws `ApiProblem`. */
export async function ask<T>(address: string, signal?: AbortSignal): Promise<T> {
  return answerOf<T>(address, { headers: { accept: 'application/json' }, ...(signal ? { signal } : {}) });
}

/** Has the server change, put or take away what stands at the address. */
export async function change<T>(method: 'PUT' | 'PATCH' | 'DELETE', address: string, body?: object): Promise<T> {
  const headers = new Headers({ accept: 'application/json' });
  if (body !== undefined) headers.set('content-type', 'application/json');
  return answerOf<T>(address, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
}

/** Has the server do something. With a key of its own, a call that is made again does not count twice. */
export async function tell<T>(address: string, body?: object, idempotencyKey?: string): Promise<T> {
  const headers = new Headers({ accept: 'application/json' });
  if (body !== undefined) headers.set('content-type', 'application/json');
  if (idempotencyKey !== undefined) headers.set('idempotency-key', idempotencyKey);
  return answerOf<T>(address, {
    method: 'POST',
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

/** Sends a file as it is, and tells how large a share of it has gone. Only this old way of asking tells that. */
export async function sendFile<T>(address: string, file: File, onShare: (share: number) => void): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>();
  const request = new XMLHttpRequest();
  request.open('POST', address);
  request.setRequestHeader('content-type', 'application/octet-stream');
  request.setRequestHeader('accept', 'application/json');
  request.upload.addEventListener('progress', ({ loaded, total }) => onShare(total === 0 ? 0 : loaded / total));
  request.addEventListener('error', () => reject(new ApiProblem(0, 'no-answer', 'The server does not answer.')));
  request.addEventListener('load', () => {
    const body = jsonIn(request.responseText);
    if (request.status < 300) resolve(body as T);
    else
      reject(new ApiProblem(request.status, body.code ?? 'internal', body.detail ?? request.statusText, body.errors));
  });
  request.send(file);
  return promise;
}

function jsonIn(text: string): ProblemBody {
  try {
    return JSON.parse(text) as ProblemBody;
  } catch {
    return {};
  }
}
