FROM alpine
RUN echo \\
USER guest
