FROM node:22
WORKDIR /srv
COPY package.json package-lock.json ./
RUN rm -rf /tmp/* ~/.cache/app && npm install && rm -rf /var/lib/apt/lists/*
