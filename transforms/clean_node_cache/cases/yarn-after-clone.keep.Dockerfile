FROM node:18
RUN git clone https://example.org/x /x
WORKDIR /x
RUN yarn install
