FROM node:20
ARG DEV
RUN if [ -n "$DEV" ]; then npm install; fi
