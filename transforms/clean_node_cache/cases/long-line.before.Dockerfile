FROM node:20
RUN npm install -g bower && npm install -g polymer-cli --unsafe-perm && echo '{"allow-root": true}' > /root/.bowerrc
