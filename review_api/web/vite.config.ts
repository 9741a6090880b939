import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { strictStyle } from "./scripts/strict-style.ts";

export default defineConfig({
  plugins: [react(), strictStyle()],
  // Nothing is inlined into the document and nothing is fetched from elsewhere: the page works under
  // a content security policy that allows this service alone.
  build: { target: "es2023", assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  optimizeDeps: { exclude: ["wavesurfer.js"] },
  server: { proxy: { "/v1": "http://127.0.0.1:8400" } },
});
