FROM node:20-bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends g++ make python3
RUN npm install -g gulp
WORKDIR /app
CMD ["npm", "install"]
