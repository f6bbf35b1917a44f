FROM texlive/texlive:latest-small
RUN tlmgr update --self && tlmgr install latexmk enumitem titlesec
WORKDIR /doc
VOLUME /doc
ENTRYPOINT ["latexmk", "-pdf", "-interaction=nonstopmode"]
