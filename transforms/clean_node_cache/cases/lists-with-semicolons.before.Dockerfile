FROM node:20
RUN set -eux; \
	npm install; \
	npm run build
