import type { Plugin } from "vite";

const ELEMENT = /<style[\s\S]*?<\/style>/g;

/**
 * Takes wavesurfer.js's <style> element out of its template. A content security policy without
 * 'unsafe-inline' refuses that element; the same rules come from src/case/wave.css as an adopted style
 * sheet. The build fails where a new version of wavesurfer.js no longer fits.
 */
export function strictStyle(): Plugin {
  return {
    name: "strict-style",
    enforce: "pre",
    transform(code, id) {
      if (!id.includes("wavesurfer.js/dist/wavesurfer.esm.js")) return null;
      const found = code.match(ELEMENT)?.length ?? 0;
      if (found !== 1) {
        this.error(`wavesurfer.js has ${found} style elements where 1 was expected: adapt strict-style.ts`);
      }
      return { code: code.replace(ELEMENT, ""), map: null };
    },
  };
}
