FROM registry.example.org/node:20
COPY package.json package-lock.json ./
RUN npm install
