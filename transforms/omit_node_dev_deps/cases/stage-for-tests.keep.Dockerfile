FROM node:20 AS test
COPY . .
RUN npm ci
CMD ["node", "test.js"]
