FROM alpine
CMD ["sh", "-c", "printf '\u00e9\\n' && echo \"\/ok\""]
SHELL [ "/bin/ash" , "-eo", "pipefail", "-c" ]
RUN ["/bin/true"]
