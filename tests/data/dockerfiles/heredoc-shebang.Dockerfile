FROM node:20
RUN <<'JS'
#!/usr/bin/env node
const fs = require("fs");
fs.writeFileSync("/build.txt", `${process.version}\n`);
JS
WORKDIR /app
