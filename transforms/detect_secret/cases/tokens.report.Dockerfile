FROM node:22
ENV AWS_ACCESS_KEY_ID=AKIAQ7ZK2M4XW9BT5RDN
RUN curl -H "Authorization: token ghp_abcdefghij0123456789ABCDEFGHIJklmnop" https://example.com
