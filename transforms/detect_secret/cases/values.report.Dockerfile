ARG NPM_TOKEN=abcdef123456
FROM node:22
ENV DB_PASSWORD "s3cr3t-pw" A=b
ENV A=b API_KEY=0123456789abcdef
COPY config/.env /app/
