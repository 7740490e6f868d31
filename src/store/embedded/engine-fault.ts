/** A fault in ClickHouse's own form: its code, its name, and the text that its clients read both from. */
export class EngineFault extends Error {
  readonly code: number;

  constructor(code: number, name: string, text: string) {
    super(`Code: ${code}. DB::Exception: ${text} (${name})`);
    this.code = code;
  }
}

/** Whatever the engine threw, as a fault with a code. */
export function asEngineFault(error: unknown): EngineFault {
  if (error instanceof EngineFault) return error;
  const text = error instanceof Error ? error.message : String(error);
  const found = /Code: (\d+)\. DB::(?:\w+)?Exception: ([\s\S]*?)\s*\(([A-Z0-9_]{3,})\)\s*$/.exec(text);
  if (found === null) return new EngineFault(1002, 'UNKNOWN_EXCEPTION', text);
  const [, code = '1002', message = text, name = 'UNKNOWN_EXCEPTION'] = found;
  return new EngineFault(Number(code), name, message);
}

const statusByCode: Readonly<Record<number, number>> = {
  27: 400,
  36: 400,
  46: 404,
  47: 400,
  60: 404,
  62: 400,
  81: 404,
  115: 400,
  456: 400,
  516: 403,
};

/** The HTTP status that ClickHouse gives the code; its clients look at the code, not at this. */
export function statusOf(fault: EngineFault): number {
  return statusByCode[fault.code] ?? 500;
}
