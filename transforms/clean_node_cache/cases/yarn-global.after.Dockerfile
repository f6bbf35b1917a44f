FROM registry.example.org/base
RUN yarn global add serve && yarn cache clean
