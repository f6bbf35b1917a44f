FROM busybox
ENV ONE=1 \
    # the second
    TWO=2 \
# flush left
    THREE=3
LABEL a=b \
    # why
    c=d
