FROM scratch
ADD --chmod=600 <<key /etc/key
not-a-real-key
key
ADD app.tar.gz /opt/
