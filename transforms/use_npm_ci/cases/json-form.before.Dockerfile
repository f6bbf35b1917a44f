FROM node:10.3
WORKDIR /app
COPY ["package.json", "package-lock.json", "./"]
COPY . .
RUN npm install
