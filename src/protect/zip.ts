import { Zip, ZipDeflate } from 'fflate';

const LEVEL = 6;

/** A ZIP that is written piece by piece: what is in it need never be in memory as a whole. */
export class ZipWriter {
  readonly #zip: Zip;
  readonly #ready: Uint8Array[] = [];
  #file: ZipDeflate | undefined;
  #fault: Error | undefined;

  constructor() {
    this.#zip = new Zip((error, chunk) => {
      if (error) this.#fault = error;
      else this.#ready.push(chunk);
    });
  }

  /** Begins a file; the one before it ends. */
  begin(name: string, at: number): void {
    this.#endFile();
    const file = new ZipDeflate(name, { level: LEVEL });
    file.mtime = at;
    this.#zip.add(file);
    this.#file = file;
  }

  write(text: string): void {
    this.#file?.push(Buffer.from(text), false);
  }

  /** What has been packed since the last time it was asked. */
  take(): Buffer {
    if (this.#fault !== undefined) throw this.#fault;
    return Buffer.concat(this.#ready.splice(0));
  }

  end(): void {
    this.#endFile();
    this.#zip.end();
  }

  #endFile(): void {
    this.#file?.push(new Uint8Array(0), true);
    this.#file = undefined;
  }
}
