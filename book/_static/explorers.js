// On pages that have explorers: brings them to life.
import { hydrate } from "./explorer.js";

hydrate();
