FROM alpine
RUN echo byte order mark
