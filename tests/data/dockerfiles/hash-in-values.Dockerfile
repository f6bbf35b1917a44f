FROM alpine
RUN echo '# not a comment' && echo a#b
ENV COLOR=#fff
WORKDIR /a#b
EXPOSE 80
