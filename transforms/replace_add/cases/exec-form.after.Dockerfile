FROM node:20
COPY ["src/my file.ts", "/app/"]
