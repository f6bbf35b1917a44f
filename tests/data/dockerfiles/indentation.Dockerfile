   FROM alpine
	RUN echo tab
    RUN echo \
  more
 # indented comment
  CMD ["x"]
