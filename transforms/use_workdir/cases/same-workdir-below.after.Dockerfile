FROM node:22
ADD . /app/
WORKDIR /app
RUN npm install
EXPOSE 80
CMD ["npm", "start"]
