FROM debian:bookworm-slim
ENV APP_USER=app APP_HOME=/app
RUN useradd app
WORKDIR $APP_HOME
COPY --chown=$APP_USER:$APP_USER . $APP_HOME
RUN chown $APP_USER:$APP_USER "$APP_HOME"
