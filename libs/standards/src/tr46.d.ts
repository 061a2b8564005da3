declare module 'tr46' {
  interface Options {
    checkBidi?: boolean;
    checkHyphens?: boolean;
    checkJoiners?: boolean;
    useSTD3ASCIIRules?: boolean;
    verifyDNSLength?: boolean;
  }
  /** UTS 46 ToASCII; null when the name is not allowed. */
  export function toASCII(name: string, options?: Options): string | null;
  export function toUnicode(name: string, options?: Options): { domain: string; error: boolean };
}
