FROM node:22
RUN npm install -g serve \
    # the image is pushed over a slow line
    && npm cache clean --force
