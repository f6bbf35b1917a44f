FROM node:22
COPY missing*.json missing.txt /app/
