FROM node:20
ADD src/ src/
ADD package.json "./"
WORKDIR /app
