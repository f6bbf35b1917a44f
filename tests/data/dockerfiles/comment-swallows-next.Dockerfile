FROM alpine
RUN echo a \
# the list ends here
CMD ["sh"]
