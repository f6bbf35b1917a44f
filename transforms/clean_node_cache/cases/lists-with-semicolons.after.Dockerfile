FROM node:20
RUN set -eux; \
	npm install; \
	npm cache clean --force; \
	npm run build
