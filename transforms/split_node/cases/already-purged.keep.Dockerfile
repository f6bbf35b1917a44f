FROM node:22-slim
WORKDIR /app
COPY . .
RUN apt-get update && apt-get install -y g++ make python3 && npm ci && apt-get purge -y --auto-remove g++ make python3
CMD ["node", "server.js"]
