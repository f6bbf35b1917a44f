FROM busybox
ENV A=1 B="two words" C='single' D=
ENV E with blanks and = signs
ENV F="x"gcc G=a\ b H="say \"hi\"" \
    I=${A:-none} J="\$HOME"
ENV K=L=M N=
ENV \
  O=p
