FROM alpine
CMD ['echo', 'single quotes']
RUN [ -f /etc/passwd ] && echo found
ENTRYPOINT ["unclosed"
VOLUME [/data]
