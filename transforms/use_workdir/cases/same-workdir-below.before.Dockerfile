FROM node:22
ADD . /app/
RUN cd /app && npm install
EXPOSE 80
WORKDIR /app/
CMD ["npm", "start"]
