# top comment

# another

FROM alpine

# above run
RUN echo a

    # indented

# last comment
