FROM alpine
RUN echo open end \