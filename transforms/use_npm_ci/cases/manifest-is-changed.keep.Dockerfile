FROM node:20
WORKDIR /app
COPY package.json package-lock.json ./
RUN sed -i 's/a/b/' package.json && npm install && npm cache clean --force
CMD ["npm", "start"]
