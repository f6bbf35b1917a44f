import { createServer } from "node:http";
import ms from "ms";

const port = Number(process.env.PORT ?? 3000);

createServer((request, response) => {
  const { pathname } = new URL(request.url ?? "/", "http://localhost");
  if (pathname === "/") {
    response.end("hello\n");
  } else if (pathname === "/days") {
    response.end(`${ms("7 days")} ms\n`);
  } else {
    response.statusCode = 404;
    response.end("not found\n");
  }
}).listen(port);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => process.exit(0));
}
