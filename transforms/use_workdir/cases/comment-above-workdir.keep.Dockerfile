FROM node:22
ADD . /app/
RUN cd /app && npm install
# for CMD
WORKDIR /app
CMD ["npm", "start"]
