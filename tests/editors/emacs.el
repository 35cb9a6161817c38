;;; emacs.el --- drives Emacs with eglot, set up by the snippet of editors/README.md  -*- lexical-binding: t -*-
;; Run by run.sh: emacs -q --batch -l emacs.el -f ert-run-tests-batch-and-exit
;; PATH has the `nigao' under test; the working directory is the root of the repository.

(require 'eglot)
(require 'ert)
(require 'json)

(defvar nigao-root default-directory)
(setq make-backup-files nil
      create-lockfiles nil
      coding-system-for-read 'utf-8
      coding-system-for-write 'utf-8)

(with-temp-buffer
  (insert-file-contents (expand-file-name "editors/README.md" nigao-root))
  (search-forward "```elisp\n")
  (eval-region (point) (progn (search-forward "\n```") (match-beginning 0))))

(defun nigao-wait-for (what condition)
  "Wait until CONDITION holds and return its value; WHAT names it where it never does."
  (let ((end (time-add nil 30)) value)
    (while (and (not (setq value (funcall condition))) (time-less-p nil end))
      (accept-process-output nil 0.01))
    (or value (ert-fail (format "never came: %s" what)))))

(defmacro nigao-with-draft (file &rest body)
  "Run BODY in a buffer that visits FILE and that eglot manages."
  (declare (indent 1))
  `(with-current-buffer (find-file-noselect ,file)
     (unwind-protect
         (progn
           ;; There is no command loop in batch, which is what eglot-ensure waits for.
           (run-hooks 'post-command-hook)
           (nigao-wait-for "eglot in this buffer" #'eglot-current-server)
           ,@body)
       (set-buffer-modified-p nil)
       (let ((server (eglot-current-server)))
         (kill-buffer)
         (when server (ignore-errors (eglot-shutdown server)))))))

(defun nigao-copy-of-draft (extension)
  (let ((file (make-temp-file "文稿" nil extension)))
    (copy-file (expand-file-name "tests/editors/drafts/numbering.txt" nigao-root) file t)
    file))

(defun nigao-flymake ()
  "What flymake shows in this buffer, as (LINE SEVERITY TEXT)."
  (flymake-start)
  (sort (mapcar (lambda (item)
                  (list (line-number-at-pos (flymake-diagnostic-beg item))
                        (flymake-diagnostic-type item)
                        (buffer-substring-no-properties (flymake-diagnostic-beg item)
                                                        (flymake-diagnostic-end item))))
                (flymake-diagnostics))
        (lambda (a b) (< (car a) (car b)))))

(defun nigao-json (&rest arguments)
  (with-temp-buffer
    (should (< (apply #'call-process "nigao" nil '(t nil) nil arguments) 2))
    (goto-char (point-min))
    (json-parse-buffer :object-type 'alist :array-type 'list :null-object nil)))

(defun nigao-checked (file)
  "What `nigao check' finds in FILE, in the shape of `nigao-flymake'."
  (let-alist (nigao-json "check" "--format" "json" file)
    (mapcar (lambda (finding)
              (let-alist finding
                (list .line
                      (pcase .severity ("error" 'eglot-error) ("warning" 'eglot-warning) (_ 'eglot-note))
                      .text)))
            (alist-get 'findings (car .files)))))

(ert-deftest nigao-diagnostics ()
  (dolist (extension '(".txt" ".gw"))
    (let* ((file (nigao-copy-of-draft extension))
           (expected (nigao-checked file)))
      (should (member '(8 eglot-error "三、") expected))
      (nigao-with-draft file
        (nigao-wait-for (format "%S" expected) (lambda () (equal (nigao-flymake) expected)))
        (goto-char (point-min))
        (search-forward "（四）")
        (replace-match "（三）")
        (eglot--signal-textDocument/didChange)
        (nigao-wait-for "one finding less"
                        (lambda () (< (length (nigao-flymake)) (length expected))))))))

(defun nigao-imenu-names (index)
  "The names in the imenu INDEX.
Its branches are kinds and containers, for eglot lists every symbol as a leaf."
  (mapcan (lambda (entry)
            (if (consp (cdr entry))
                (nigao-imenu-names (cdr entry))
              (list (substring-no-properties (car entry)))))
          index))

(defun nigao-outline-names (sections)
  (mapcan (lambda (section)
            (let-alist section
              (cons (concat .marker .title) (nigao-outline-names .children))))
          sections))

(ert-deftest nigao-imenu ()
  (let* ((seed (expand-file-name "seeds/001_430eac15c756f0b6.txt" nigao-root))
         (copy (make-temp-file "文稿" nil ".txt"))
         (expected (nigao-outline-names
                    (alist-get 'sections (nigao-json "outline" "--format" "json" seed)))))
    (copy-file seed copy t)
    (should (>= (length expected) 23))
    (nigao-with-draft copy
      (let ((found (nigao-imenu-names (funcall imenu-create-index-function))))
        (should (equal (sort expected #'string<) (sort found #'string<)))))))

(ert-deftest nigao-format ()
  (nigao-with-draft (nigao-copy-of-draft ".txt")
    (search-forward "（四）")
    (replace-match "（二）")             ; a number that comes twice; a gap would stay as it is
    (search-forward "三、")
    (replace-match "二、")
    (eglot--signal-textDocument/didChange)
    (eglot-format-buffer)
    (goto-char (point-min))
    (should (search-forward "\n（二）基本原则。" nil t))
    (should (search-forward "\n（三）主要目标。" nil t))))
