FROM alpine
ARG ONE=1 TWO=2 THREE
ARG FOUR="four words here" FIVE='5'
RUN echo $ONE $TWO $THREE
