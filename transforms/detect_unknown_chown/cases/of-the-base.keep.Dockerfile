FROM node:22
COPY --chown=node a /a
RUN echo node
COPY --chown=www-data a /a
RUN adduser --disabled-password node www-data && addgroup node www-data
COPY --chown=app a /a
RUN id app || useradd app
