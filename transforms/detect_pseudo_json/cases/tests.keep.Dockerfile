FROM python:3.12
RUN [ -f x ] || touch x
RUN [ "$A" = "b" ] && [ "c" ]
RUN [[ "a" == b* ]]
RUN [ "a" = "a" ]
