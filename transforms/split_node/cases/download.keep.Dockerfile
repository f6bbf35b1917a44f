FROM node:22-slim
RUN apt-get update && apt-get install -y --no-install-recommends g++ make python3
WORKDIR /app
RUN curl -o /etc/app.conf https://example.com/app.conf
COPY . .
RUN npm ci
CMD ["node", "server.js"]
