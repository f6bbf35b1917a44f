FROM registry.example.org/node:20
RUN npm ci --only=production
