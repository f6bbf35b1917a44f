FROM node:20
ADD ["src/my file.ts", "/app/"]
