import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Api } from "./api/client";
import { App } from "./App";
import { Contained } from "./parts/Card";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/parts.css";
import "./styles/queue.css";
import "./styles/case.css";
import "./styles/sound.css";
import "./styles/decide.css";

const page = document.getElementById("page");
if (!page) throw new Error("The document has no element with the id 'page'.");
createRoot(page).render(
  <StrictMode>
    <Contained>
      <App api={new Api()} />
    </Contained>
  </StrictMode>,
);
